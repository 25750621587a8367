import Foundation

/// Partition between tissue protein and water, from lipophilicity.
///
///     K_prot = (0.81 + 0.11 10^logMA) / 24.92 * 5
///
/// - Parameter lipophilicity: log10 of membrane affinity or octanol:water partition.
/// - Units: L/L, protein volume to water.
/// - Reference: Willmann 2005, Expert Opin Drug Metab Toxicol 1:159.
public func proteinPartition(lipophilicity: Double) -> Double {
  (0.81 + 0.11 * pow(10, lipophilicity)) / 24.92 * 5
}

/// Membrane affinity from the octanol:water partition, where it was not measured.
///
///     logMA = 1.294 + 0.304 logP
///
/// - Units: log10 of L/L.
/// - Reference: Yun and Edginton 2013, Xenobiotica 43:839.
public func membraneAffinity(octanolWater logP: Double) -> Double {
  1.294 + 0.304 * logP
}
