/// The prefixes that keep hashes of different things apart: a leaf can never be read as a node, nor a slot as a picture.
enum Domain {
    /// RFC 6962 section 2.1: a leaf of the entry tree.
    static let treeLeaf: UInt8 = 0x00
    /// RFC 6962 section 2.1: an inner node of the entry tree.
    static let treeNode: UInt8 = 0x01
    /// The running chain over entry ids, kept beside the rows and never trusted.
    static let chain: UInt8 = 0x02
    /// A leaf of the reference index.
    static let indexLeaf: UInt8 = 0x10
    /// An inner node of the reference index.
    static let indexNode: UInt8 = 0x11
    /// The running value over the entries that refer to one name.
    static let indexValue: UInt8 = 0x12

    static let indexKey = Array("exhibit/index-key/v1\0".utf8)
    static let sealed = Array("exhibit/sealed/v1\0".utf8)
    static let commitment = Array("exhibit/commit/v1\0".utf8)
    static let keyAcceptance = Array("exhibit/key-accept/v1\0".utf8)
}
