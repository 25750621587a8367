import Teorell

/// One body as tables.
struct IndividualPage {
  let body: Individual

  init(_ body: Individual) { self.body = body }

  var page: Page {
    var page = Page(title: "\(body.species), \(body.sex)")
    page.add("Body", facts: facts)
    page.add("Volumes", table: volumes)
    page.add("Blood flows", table: flows)
    page.add("Surfaces", table: surfaces)
    for block in compositions { page.add(block.heading, table: block.table) }
    page.add("Gut lumen", table: gut)
    return page
  }

  private var facts: [(String, String?)] {
    [
      ("age", formatted(body.age, .time)), ("weight", formatted(body.weight, .mass)),
      ("height", body.height.map { formatted($0, .length) }),
      ("body surface", body.bodySurfaceArea.map { formatted($0, .area) }),
      ("cardiac output", formatted(body.cardiacOutput, .flow)), ("hematocrit", formattedNumber(body.hematocrit)),
      ("glomerular filtration", body.glomerularFiltration.map { formatted($0, .flow) }),
      ("microsomal protein", body.microsomalProtein.map { "\(formattedNumber($0 * 1000)) mg/g liver" }),
      ("hepatocytes", body.hepatocytes.map { "\(formattedNumber($0 / 1e9)) 10^6 cells/g liver" }),
      ("weight without organ", body.unassignedMass > 0 ? formatted(body.unassignedMass, .mass) : nil),
    ]
  }

  /// A number of the unit in the heading; an empty field where there is none.
  private func cell(_ value: Double, _ factor: Double = 1) -> TableCell { .number(value > 0 ? value * factor : nil) }

  private var volumes: ReportTable {
    var table = ReportTable(columns: [
      "organ", "volume (mL)", "plasma (mL)", "blood cells (mL)", "interstitial (mL)", "cells (mL)", "mass (g)",
    ])
    for organ in body.organs {
      table.add([
        .text(organ.name), cell(organ.volume, 1e3), cell(organ.plasmaVolume, 1e3), cell(organ.bloodCellVolume, 1e3),
        cell(organ.interstitialVolume, 1e3), cell(organ.cellVolume, 1e3), cell(organ.mass, 1e3),
      ])
    }
    func sum(_ part: (Organ) -> Double) -> TableCell { cell(body.organs.reduce(0) { $0 + part($1) }, 1e3) }
    table.add([
      .text("sum"), sum(\.volume), sum(\.plasmaVolume), sum(\.bloodCellVolume), sum(\.interstitialVolume),
      sum(\.cellVolume), sum(\.mass),
    ])
    return table
  }

  private var flows: ReportTable {
    var table = ReportTable(columns: ["from", "to", "flow (mL/min)", "percent of cardiac output"])
    for flow in body.flows {
      table.add([
        .text(flow.from), .text(flow.to), .number(flow.flow * 1e3 / 60), .number(100 * flow.flow / body.cardiacOutput),
      ])
    }
    return table
  }

  private var surfaces: ReportTable? {
    let divided = body.organs.filter { $0.endothelialArea > 0 || $0.bloodCellArea > 0 || $0.cellArea > 0 }
    guard !divided.isEmpty else { return nil }
    var table = ReportTable(columns: ["organ", "endothelium (m2)", "blood cells (m2)", "tissue cells (m2)", "barrier"])
    for organ in divided {
      table.add([
        .text(organ.name), cell(organ.endothelialArea, 1e-2), cell(organ.bloodCellArea, 1e-2),
        cell(organ.cellArea, 1e-2), .text(organ.hasEndothelialBarrier ? "yes" : ""),
      ])
    }
    return table
  }

  private typealias Block = (heading: String, table: ReportTable)

  private var compositions: [Block] {
    func block(
      _ heading: String, _ columns: [String], _ values: (TissueComposition) -> [Double]?
    ) -> Block {
      var table = ReportTable(columns: ["organ"] + columns)
      for organ in body.organs {
        guard let numbers = organ.composition.flatMap(values) else { continue }
        table.add([.text(organ.name)] + numbers.map(TableCell.number))
      }
      return ("Composition, \(heading)", table)
    }
    return [
      block("pk-sim", ["water", "lipid", "protein", "pH"]) { tissue in
        tissue.pkSim.map { [$0.water, $0.lipid, $0.protein, tissue.intracellularPH] }
      },
      block(
        "rodgers-rowland",
        [
          "extracellular water", "intracellular water", "neutral lipid", "neutral phospholipid",
          "acidic phospholipid (mg/g)", "albumin ratio", "lipoprotein ratio",
        ]
      ) { tissue in
        tissue.rodgersRowland.map {
          [
            $0.extracellularWater, $0.intracellularWater, $0.neutralLipid, $0.neutralPhospholipid,
            $0.acidicPhospholipid, $0.albuminRatio, $0.lipoproteinRatio,
          ]
        }
      },
      block("poulin-theil", ["water", "neutral lipid", "phospholipid", "albumin ratio"]) { tissue in
        tissue.poulinTheil.map { [$0.water, $0.neutralLipid, $0.phospholipid, $0.albuminRatio] }
      },
      block(
        "schmitt", ["water", "neutral lipid", "neutral phospholipid", "acidic phospholipid", "protein"]
      ) { tissue in
        tissue.schmitt.map {
          [$0.water, $0.neutralLipid, $0.neutralPhospholipid, $0.acidicPhospholipid, $0.protein]
        }
      },
    ]
  }

  private var gut: ReportTable? {
    guard let gut = body.gut else { return nil }
    var table = ReportTable(columns: [
      "segment", "region", "volume (mL)", "surface (m2)", "pH", "emptying (1/h)", "secretion (mL/h)",
    ])
    for segment in gut.segments {
      table.add([
        .text(segment.name), .text(segment.region), cell(segment.volume, 1e3), cell(segment.effectiveArea, 1e-2),
        .number(segment.ph), cell(segment.emptying), cell(segment.secretion, 1e3),
      ])
    }
    return table
  }
}
