import Foundation

/// Divides the volume of an organ into its spaces and gives the surfaces between them.
///
/// - Units: internal (L, dm2).
/// - Reference: surfaces after Niederalt 2018 (endothelium) and Kawai 1994 (cells).
struct OrganDivision {
  var hematocrit: Double
  var membranes: SpeciesRecord.Membranes?

  /// Divides an organ of cells.
  ///
  ///     plasma = v (1 - H) V       blood cells = v H V       interstitial = i V       cells = (1 - v - i) V
  ///     endothelium = k v V        blood cell surface = H · (surface to volume) · factor · v V
  func divide(_ organ: inout Organ, _ spaces: OrganSpaces, cellArea: Double) {
    divideBlood(&organ, vascular: spaces.vascular)
    organ.interstitialVolume = spaces.interstitial * organ.volume
    organ.cellVolume = (1 - spaces.vascular - spaces.interstitial) * organ.volume
    organ.cellArea = cellArea
    if let membranes {
      organ.endothelialArea = membranes.endothelialSurfacePerVascularVolume * spaces.vascular * organ.volume
    }
  }

  /// Divides a blood pool, or the vascular share of an organ.
  func divideBlood(_ organ: inout Organ, vascular: Double = 1) {
    organ.plasmaVolume = vascular * (1 - hematocrit) * organ.volume
    organ.bloodCellVolume = vascular * hematocrit * organ.volume
    organ.hasSubcompartments = membranes != nil
    if let membranes {
      organ.bloodCellArea =
        hematocrit * membranes.bloodCellSurfaceToVolume * membranes.bloodCellSurfaceFactor * vascular * organ.volume
    }
  }
}

extension CellSurface {
  /// Cell surface, dm2, of an organ of this volume, L.
  ///
  ///     area = (V / V_reference)^0.75 · area_reference
  func area(volume: Double) -> Double {
    pow(volume / referenceVolume, 0.75) * referenceArea
  }
}
