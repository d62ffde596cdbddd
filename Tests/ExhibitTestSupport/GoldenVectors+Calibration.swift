import ExhibitCore
import ExhibitWeight

/// Scores of a calibration.
extension GoldenVectors {
    mutating func addCalibrationScores() {
        let scores = CalibrationSamples.line(3).encoded
        add("three-sources", .calibrationScores, .accepted, "three sources, each with every copy", scores)
        add("empty", .calibrationScores, .accepted, "no source", CalibrationSamples.line(0).encoded)
        for (name, comment, old, new) in [
            ("version", "another version", "scores-v1", "scores-v2"),
            ("transform", "another transform", "half size", "third size"),
            ("member", "a member that the format lacks", #"{"copied""#, #"{"a":1,"copied""#),
            ("copied", "fewer copied sources than the pictures give", #""copied":3"#, #""copied":2"#),
            ("missing-pair", "a pair of the ring left out", "[0,1,2],", ""),
            ("missing-copy", "a copy left out", "[0,0,0,90],", ""),
            (
                "missing-search", "a search left out", #"[0,1,2],[1,0,2],[2,1,2]],"transforms""#,
                #"[0,1,2],[1,0,2]],"transforms""#
            ),
            ("extra-search", "a search twice", #""searches":[[0,1,2],"#, #""searches":[[0,1,2],[0,1,2],"#),
            ("order", "copies out of order", "[0,0,0,90],[1,0,1,90]", "[1,0,1,90],[0,0,0,90]"),
            ("farther", "a search that missed a nearer source", #""searches":[[0,1,2]"#, #""searches":[[0,2,4]"#),
            ("itself", "a source nearest to itself", #""searches":[[0,1,2]"#, #""searches":[[0,0,2]"#),
            ("low-quality", "a source whose hash says too little", "[0,90,1,640,480]", "[0,49,1,640,480]"),
            ("half-size", "a width without a height", "[0,90,1,640,480]", "[0,90,1,640,0]"),
            ("not-read", "a source without a size that says no reason", "[0,90,1,640,480]", "[0,90,1,0,0]"),
            ("beyond-256", "a distance of 257", "[0,0,0,90]", "[0,0,257,90]"),
            ("space", "white space", #","different""#, #", "different""#),
        ] { add(name, .calibrationScores, .refused, comment, Self.change(scores, old, new)) }
    }
}
