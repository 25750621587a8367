import ArgumentParser
import Teorell

extension TableFormat: ExpressibleByArgument {}
