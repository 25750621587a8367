import DataFiles

extension Compound {
  /// The folders of protein profiles that belong to the compound's model, the first one first: that beside its file, then
  /// those of the library; of the compound in `proteins_from` alone when it names one.
  public func proteinFolders(in library: Library) -> [String] {
    let own = proteinsFrom == nil ? [proteinsFolder].compactMap { $0 } : []
    return own + modelProteinFolders(proteinsFrom ?? name, in: library)
  }
}

/// The folders of protein profiles that belong to the model of a compound, in every folder of a library.
public func modelProteinFolders(_ model: String, in library: Library) -> [String] {
  library.folders.map { "\($0)/Compounds/\(model)/proteins" }.filter(isFolder)
}
