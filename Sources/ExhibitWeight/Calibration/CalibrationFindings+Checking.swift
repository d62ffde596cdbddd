import ExhibitCore

extension CalibrationFindings {
    /// Bytes of the largest artifact that is read.
    public static let mostBytes = 1 << 20

    /// A row of four values for each source that matches another.
    public static var limits: JSONParser.Limits {
        var limits = JSONParser.Limits(bytes: mostBytes)
        limits.values = 8 * CopyProtocol.mostSources
        return limits
    }
}
