/// Files to fill in.
enum Template {
  static func compound(_ name: String) -> String {
    """
    schema: compound/1
    compound: \(name)
    # Every number needs a unit and a source:
    #   {value: 300 g/mol, source: smith2020, where: table 2}         a key of Compounds/references.yaml
    #   {value: 0.1, source: fitted, to: "plasma curves of Smith 2020"}
    #   {value: 2 h, source: assumed, because: "no measurement found"}
    # The numbers below are placeholders, so that the file is valid as it is. Replace each one marked TODO.
    identifiers: {}                     # TODO such as {cas: 50-00-0}
    molecular_weight: {value: 300 g/mol, source: assumed, because: placeholder}              # TODO
    halogens: {}                        # counts of F, Cl, Br and I, such as {F: 1, Cl: 1}
    # Log10 of the affinity to membranes; log P serves as a start.
    lipophilicity: {value: 2, source: assumed, because: placeholder}                         # TODO
    # Ionizable groups; leave the list empty for a neutral compound.
    pka: []                             # TODO such as [{base: {value: 8.4, source: ...}}, {acid: {value: 4.2, source: ...}}]
    # In plasma. `binds`: albumin, alpha-1-acid glycoprotein or unknown.
    fraction_unbound: {value: 0.5, binds: unknown, source: assumed, because: placeholder}    # TODO
    solubility: {value: 1 mg/mL, ph: 6.5, source: assumed, because: placeholder}             # TODO
    # Optional; what is left out is computed.
    # blood_plasma_ratio: {value: 0.8, source: ...}
    # intestinal_permeability: {value: 1e-5 cm/min, source: ...}
    # cell_permeability: {value: 1e-4 cm/min, source: ...}
    # Methods: see `teorell list methods`.
    partition: {method: rodgers-rowland}
    permeability: {method: pk-sim}
    # What happens to the compound: see `teorell list processes` and `teorell describe process metabolism`.
    processes:
      - {process: glomerular filtration, fraction: {value: 1, source: assumed, because: placeholder}}   # TODO
      # - process: metabolism
      #   protein: CYP3A4                 # see `teorell list enzymes`
      #   kinetics: michaelis-menten
      #   kcat: {value: 5 1/min, source: ...}
      #   km: {value: 10 umol/L, source: ...}
    # Products by mouth: see `teorell list formulations`.
    formulations:
      solution: {model: dissolved}
      # tablet: {model: weibull, time_50: {value: 20 min, source: ...}, shape: {value: 1, source: ...}}

    """
  }

  static func notes(_ name: String) -> String {
    """
    # \(name)

    What the model is for, and whose it is.
    What was fitted, and to which data.
    Where it is good, and where it fails.

    """
  }

  static func population(_ name: String) -> String {
    """
    schema: population/1
    population: \(name)
    about: ""                           # TODO who these people are
    species: human
    source: assumed
    because: placeholder                # TODO
    # Real people instead of distributions: a table with sex, age_year, weight_kg, height_cm, survey_weight.
    # people: {table: \(name).csv}
    female: {value: 0.5, source: assumed, because: placeholder}                              # TODO
    age: {range: 18-65 year}
    # Drawn in this order; each may use those above it. Variables: age (year), female (1 or 0), height (cm), weight (kg),
    # bmi (kg/m2), hematocrit, creatinine (mg/dL). A number is a number, an equation, or {table: file.csv, column: name}
    # of a table with the columns sex and age_year. `within` cuts the tails, in standard deviations. Values as observed:
    # `distribution: empirical, values: [158, 171, 183]`, or `percentiles: {0: 150, 50: 171, 100: 195}`.
    covariates:
      - {name: height, unit: cm, distribution: normal, mean: "176 - 13 * female", sd: 7, within: 3}            # TODO
      - {name: bmi, unit: kg/m2, distribution: lognormal, median: "22 + 0.05 * age", cv: 0.15, within: 3}      # TODO
      - {name: weight, unit: kg, equation: "bmi * (height / 100)^2"}
    # What spreads otherwise than in Physiology/human/variability (see `teorell describe population \(name)`).
    # variability:
    #   CYP3A4 abundance: {cv: 0.4}
    #   CYP2D6 abundance: {distribution: empirical, percentiles: {0: 0.1, 50: 12, 100: 40}, typical: 12}

    """
  }

  static func study(_ name: String, compound: String) -> String {
    """
    schema: study/1
    # The name is also that of the folder of results.
    study: \(name)
    # Who takes it. What is left out is that of the reference individual: age, weight, height.
    subject: {species: human, sex: male}
    # What is given, how, and when. Routes: oral, intravenous (`infusion: 30 min` makes it an infusion).
    # Doses: 10 mg, 0.1 mg/kg, 5 mg/m2, 20 umol. Repeated: `every: 24 h` and `count: 5`.
    doses:
      - {compound: \(compound), dose: 10 mg, route: oral, formulation: solution, start: 0 h}
    # To compare treatments, write arms instead of doses:
    # arms:
    #   - name: oral
    #     doses: [{compound: \(compound), dose: 10 mg, route: oral, start: 0 h}]
    #   - name: intravenous
    #     doses: [{compound: \(compound), dose: 2 mg, route: intravenous, infusion: 30 min, start: 0 h}]
    # Where concentrations are written down: plasma, blood, an organ, an organ and a space (liver intracellular).
    observe: [plasma]
    duration: 24 h
    # A step, or a list of times: [0 h, 0.5 h, 1 h, 2 h, 4 h].
    sampling: 0.1 h

    """
  }
}
