import ArgumentParser

struct DescribeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Shows what the model knows, with units and sources.",
    discussion: """
      EXAMPLES:
        teorell describe compound midazolam
        teorell describe individual --species human --sex female --age "45 year"
        teorell describe study Studies/midazolam-oral.yaml --states
        teorell describe study Studies/midazolam-oral.yaml --to svg -o network.svg
        teorell describe organ liver --species rat
        teorell describe enzyme CYP3A4
        teorell describe population european
        teorell describe process metabolism
      """,
    subcommands: [
      DescribeCompound.self, DescribeIndividual.self, DescribeStudy.self, DescribeProtein.self, DescribeOrgan.self,
      DescribeSpecies.self, DescribePopulation.self, DescribeProcess.self,
    ])
}
