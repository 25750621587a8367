import Teorell

/// Prints text, or writes it to the file the user named.
func deliver(_ text: String, to path: String?, isQuiet: Bool) throws {
  guard let path else {
    Console.print(text)
    return
  }
  do throws(DataError) {
    try writeAtomically(text, to: path)
  } catch {
    Console.print([error])
    throw ExitStatus.wrongInput
  }
  if !isQuiet { Console.print(path) }
}
