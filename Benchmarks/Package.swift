// swift-tools-version: 6.1
import PackageDescription

/// Apart from Teorell's own package, so that users never build it.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Teorell", path: "..")],
  targets: [
    .target(name: "AllocationCounter"),
    .executableTarget(
      name: "benchmark",
      dependencies: ["AllocationCounter", .product(name: "Teorell", package: "Teorell")], path: "Sources/Benchmark"),
  ],
  swiftLanguageModes: [.v6]
)
