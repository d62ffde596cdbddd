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

    mutating func addCalibrationPairs() throws {
        let labels = try PairSamples.labels(3).encoded
        add("labels", .calibrationPairs, .accepted, "three pictures and three labels", labels)
        add("pictures", .calibrationPairs, .accepted, "four sources", try PairSamples.pictures(4).encoded)
        let leftOut = try PairSamples.leftOut().encoded
        add("left-out", .calibrationPairs, .accepted, "every reason that a pair can be left out for", leftOut)
        add("none", .calibrationPairs, .accepted, "no pair", try PairSamples.labels(0).encoded)
        let first = #"[0,0,1,"f64:3fd3333333333333"]"#
        for (name, comment, bytes, old, new) in [
            ("version", "another version", labels, "pairs-v1", "pairs-v2"),
            ("member", "a member that the format lacks", labels, #""repeated":0"#, #""repeated":0,"a":0"#),
            ("unused-picture", "a picture in no pair", labels, #""pictures":["#, #""pictures":[[24,0],"#),
            ("unused-candidate", "a candidate in no pair", labels, "[null,", "[null,null,"),
            (
                "two-sorts", "a label among pictures", leftOut, #""candidates":[0,1,2,3,4,5]"#,
                #""candidates":[0,1,2,3,4,null]"#
            ),
            ("source", "sources out of order", labels, "[24,1]", "[24,2]"),
            ("truth", "a truth that its sources contradict", leftOut, "[2,0,0,", "[2,0,1,"),
            (
                "order", "rows out of order", labels, first + "," + #"[0,1,0,"f64:3fbc28f5c28f5c29"]"#,
                #"[0,1,0,"f64:3fbc28f5c28f5c29"],"# + first
            ),
            ("twice", "a pair with two scores", labels, first, first + "," + first),
            ("nan", "a score that is no number", labels, "f64:3fd3333333333333", "f64:7ff8000000000000"),
            ("no-size", "a score of a picture that was not decoded", labels, "[24,0]", "[0,0]"),
            ("reason", "a reason that is not known", leftOut, "failed", "tired"),
            ("two-reasons", "two reasons of one picture", leftOut, #"[1,2,0,"not-decoded"]"#, #"[1,2,0,"unreadable"]"#),
            (
                "failed-answer", "an answer of a run that failed", leftOut, #"[2,0,0,"failed"]"#,
                #"[2,0,0,"failed"],[2,1,0,"not-finite"]"#
            ),
            ("space", "white space", labels, #","rows""#, #", "rows""#),
        ] { add(name, .calibrationPairs, .refused, comment, Self.change(bytes, old, new)) }
    }
}
