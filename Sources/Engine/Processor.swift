import CEngine

/// Whether this processor has the instruction set that the kernels are compiled for: AVX2, FMA and BMI2 on x86-64
/// (since 2013), anything on other architectures. Without it a run would end the program.
public var processorSuffices: Bool { teorell_processor_suffices() != 0 }
