// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "Teorell", path: "..")],
  targets: [
    .executableTarget(
      name: "benchmark", dependencies: [.product(name: "Teorell", package: "Teorell")], path: "Sources")
  ],
  swiftLanguageModes: [.v6]
)
