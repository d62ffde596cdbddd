/// What `--version` prints, and what runs record of the program that made them.
public enum ExhibitVersion {
    public static let program = "0.1.0"
    /// The suite of frozen formats.
    public static let formats = "exhibit-1"
}
