// swift-tools-version: 6.1
import PackageDescription

/// The house, lowest module first; imports go down only (CONTRIBUTING.md, "The house").
let package = Package(
  name: "Teorell",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Teorell", targets: ["Teorell"]),
    .executable(name: "teorell", targets: ["TeorellCommand"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .systemLibrary(
      name: "CSUNDIALS", providers: [.apt(["libsundials-dev"]), .brew(["sundials"])]),
    .target(
      name: "CEngine", dependencies: ["CSUNDIALS"],
      linkerSettings: [
        .linkedLibrary("sundials_cvode"),
        // Release 7 keeps vectors and matrices in a library of their own.
        .linkedLibrary("sundials_core", .when(platforms: [.macOS])),
      ]),
    .target(name: "Quantities"),
    .target(name: "NumericCore"),
    .target(name: "DataFiles", dependencies: ["Quantities", "Yams"]),
    .systemLibrary(name: "CNetCDF", providers: [.apt(["libnetcdf-dev"]), .brew(["netcdf"])]),
    .target(name: "NetCDFFiles", dependencies: ["CNetCDF", "DataFiles"]),
    .target(name: "Physiology", dependencies: ["DataFiles", "NumericCore"]),
    .target(name: "Compounds", dependencies: ["DataFiles"]),
    .target(name: "Dosing", dependencies: ["DataFiles"]),
    .target(name: "SnapshotImport", dependencies: ["DataFiles"]),
    .target(name: "Networks", dependencies: ["Quantities", "NumericCore"]),
    .target(name: "Processes", dependencies: ["Networks", "Physiology", "Compounds", "Dosing"]),
    .target(name: "Engine", dependencies: ["Networks", "NumericCore", "CEngine"]),
    .target(name: "Populations", dependencies: ["Physiology", "NumericCore"]),
    .target(name: "Simulations", dependencies: ["Processes", "Engine", "Populations"]),
    .target(name: "Reports", dependencies: ["Simulations", "NetCDFFiles"]),
    .target(name: "Qualification", dependencies: ["Reports"]),
    .target(name: "Teorell", dependencies: ["Qualification", "SnapshotImport"]),
    .executableTarget(
      name: "TeorellCommand",
      dependencies: [
        "Teorell", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "TestSupport", dependencies: ["DataFiles"], path: "Tests/TestSupport"),
    .testTarget(name: "HouseTests"),
    .testTarget(name: "QuantitiesTests", dependencies: ["Quantities"]),
    .testTarget(name: "DataFilesTests", dependencies: ["DataFiles", "TestSupport"]),
    .testTarget(name: "NetCDFFilesTests", dependencies: ["CNetCDF", "NetCDFFiles", "TestSupport"]),
    .testTarget(name: "PhysiologyTests", dependencies: ["Physiology", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(name: "CompoundsTests", dependencies: ["Compounds"]),
    .testTarget(name: "DosingTests", dependencies: ["Dosing"]),
    .testTarget(name: "ProcessesTests", dependencies: ["Processes"], exclude: ["Fixtures"]),
    .testTarget(name: "EngineTests", dependencies: ["Engine", "Processes"]),
    .testTarget(name: "NetworksTests", dependencies: ["Networks", "Engine", "Processes"]),
    .testTarget(name: "NumericCoreTests", dependencies: ["NumericCore"]),
    .testTarget(name: "PopulationsTests", dependencies: ["Populations", "TestSupport"], exclude: ["Fixtures"]),
    .testTarget(name: "SimulationsTests", dependencies: ["Teorell"], exclude: ["Fixtures"]),
    .testTarget(name: "SnapshotImportTests", dependencies: ["SnapshotImport"]),
    .testTarget(name: "ReportsTests", dependencies: ["Reports", "TestSupport"]),
    .testTarget(name: "QualificationTests", dependencies: ["Teorell"], exclude: ["Fixtures"]),
    .testTarget(
      name: "TeorellCommandTests", dependencies: ["Teorell", "TeorellCommand"], exclude: ["Fixtures"]),
  ],
  swiftLanguageModes: [.v6]
)
