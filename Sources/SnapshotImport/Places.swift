/// Names of organs and segments, in the words of the program and in ours.
enum Places {
  static let organs: [String: String] = [
    "Bone": "bone", "Brain": "brain", "Fat": "adipose", "Gonads": "gonads", "Heart": "heart", "Kidney": "kidney",
    "LargeIntestine": "large intestine", "Liver": "liver", "Periportal": "liver", "Pericentral": "liver",
    "Lung": "lung", "Muscle": "muscle", "Pancreas": "pancreas", "Skin": "skin", "SmallIntestine": "small intestine",
    "Spleen": "spleen", "Stomach": "stomach", "PortalVein": "portal vein", "ArterialBlood": "arterial blood",
    "VenousBlood": "venous blood",
  ]

  /// Segments of the gut that have a mucosa.
  static let mucosa: [String: String] = [
    "Duodenum": "duodenum", "UpperJejunum": "upper jejunum", "LowerJejunum": "lower jejunum",
    "UpperIleum": "upper ileum", "LowerIleum": "lower ileum", "Caecum": "caecum", "ColonAscendens": "ascending colon",
    "ColonTransversum": "transverse colon", "ColonDescendens": "descending colon", "ColonSigmoid": "sigmoid colon",
    "Rectum": "rectum",
  ]

  static let blood: [String: String] = [
    "Plasma": "plasma", "BloodCells": "blood cells", "VascularEndothelium": "vascular endothelium",
  ]

  /// The order in which files list places.
  static let order: [String] =
    [
      "liver", "kidney", "brain", "lung", "heart", "muscle", "adipose", "skin", "bone", "gonads", "pancreas", "spleen",
      "stomach", "small intestine", "large intestine",
    ]
    + segmentOrder.map { "\($0) mucosa" }
    + ["portal vein", "arterial blood", "venous blood", "plasma", "blood cells", "vascular endothelium"]

  static let segmentOrder = [
    "duodenum", "upper jejunum", "lower jejunum", "upper ileum", "lower ileum", "caecum", "ascending colon",
    "transverse colon", "descending colon", "sigmoid colon", "rectum",
  ]

  /// A short name as the older versions list expression: `Duodenum` is its mucosa.
  static func ofShortName(_ name: String) -> String? {
    mucosa[name].map { "\($0) mucosa" } ?? organs[name] ?? blood[name]
  }

  /// The place of a path: `Organism|SmallIntestine|Mucosa|UpperJejunum|Intracellular`.
  static func ofPath(_ parts: [String]) -> String? {
    guard parts.first == "Organism", parts.count >= 2 else { return nil }
    if parts.count >= 4, parts[2] == "Mucosa" { return mucosa[parts[3]].map { "\($0) mucosa" } }
    return organs[parts[1]]
  }

  /// Where a dose into a compartment goes.
  static func ofTarget(organ: String, compartment: String) -> String? {
    if organ == "Lumen" {
      return compartment == "Stomach" ? "stomach lumen" : mucosa[compartment].map { "\($0) lumen" }
    }
    let spaces = [
      "Plasma": "plasma", "BloodCells": "blood cells", "Interstitial": "interstitial", "Intracellular": "intracellular",
    ]
    guard let place = organs[organ], let space = spaces[compartment] else { return nil }
    return "\(place) \(space)"
  }
}
