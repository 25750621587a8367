import Simulations

/// Where a curve stands among those of a person.
struct CurvePlace: Sendable {
  /// Place of the arm in the layout, and of the site in the arm.
  let arm: Int
  let site: Int
  let compound: String
  let siteName: String
  let isAmount: Bool
  /// Of its first value.
  let start: Int
  /// Places in the arm of the sites that a mixture sums; none of a single compound.
  let summed: [Int]
}

extension PopulationStudy {
  /// Every curve, in the order of arms and sites.
  var curvePlaces: [CurvePlace] {
    layout.arms.enumerated().flatMap { place, arm in
      let mixtures = arms[place].mixtures
      return arm.sites.enumerated().map { index, site in
        let parts = mixtures.first { $0.name == site.compound }?.parts.map(\.compound) ?? []
        return CurvePlace(
          arm: place, site: index, compound: site.compound, siteName: site.name, isAmount: site.isAmount,
          start: layout.place(ofArm: place, site: index),
          summed: arm.sites.indices.filter {
            parts.contains(arm.sites[$0].compound) && arm.sites[$0].name == site.name
          })
      }
    }
  }

  /// What of the compound of a curve, and of everything that forms it, a person gets, mg of that compound.
  func dosed(of curve: CurvePlace, _ subject: SubjectRow) -> Double {
    func value(_ name: String) -> Double { layout.column(named: name).map { subject.columns[$0] } ?? .nan }
    return dosed(of: curve.compound, arm: curve.arm, weight: value("weight_kg"), surface: value("bsa_m2"))
  }
}
