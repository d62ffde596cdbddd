/// One recorded operation, as far as taint asks: what it is, what it read, what it made.
public struct TaintStep<Name: Hashable & Comparable & Sendable>: Sendable {
    /// Which pixels of an input can have reached the outputs.
    public enum Influence: Hashable, Sendable {
        /// All of them can have reached any pixel: inference, embeddings, hashes, lists, and whatever is not known
        /// better.
        case whole
        /// Only this part of an input of this size was read; it can have reached any pixel. A model's recorded crop.
        case part(Region, of: PixelSize)
        /// Those that the geometry says.
        case mapped(PixelGeometry)
    }

    public struct Input: Hashable, Sendable {
        public var name: Name
        public var influence: Influence

        public init(_ name: Name, _ influence: Influence = .whole) {
            self.name = name
            self.influence = influence
        }
    }

    /// Its own name, by which paths are told; no two steps of a graph have the same.
    public var id: Name
    /// Name and version. Steps of one operation on the same inputs count as variants of each other.
    public var operation: String
    /// The class of the operation itself.
    public var taint: Taint
    public var inputs: [Input]
    public var outputs: [Name]
    /// Of every output; nil where it is not known, and then every region is the whole.
    public var size: PixelSize?
    /// Where the operation itself drew, in output pixels; everywhere else it copied. Nil for everywhere. Only a region
    /// for which it was checked that all else is a copy: models that restore a part often redraw the rest.
    public var drawn: Region?
    public var seed: String?
    /// How many variants were made in all, recorded or not; nil where nobody says.
    public var variants: Int?

    public init(
        id: Name, operation: String = "", taint: Taint, inputs: [Input], outputs: [Name], size: PixelSize? = nil,
        drawn: Region? = nil, seed: String? = nil, variants: Int? = nil
    ) {
        self.id = id
        self.operation = operation
        self.taint = taint
        self.inputs = inputs
        self.outputs = outputs
        self.size = size
        self.drawn = drawn
        self.seed = seed
        self.variants = variants
    }
}

/// What an artifact is before any recorded step: the class of the whole, and marked parts of it.
public struct TaintOrigin: Hashable, Sendable {
    public var taint: Taint
    /// Of the picture, where parts are marked; without it a mark counts for the whole.
    public var size: PixelSize?
    public var marks: [ExternalMark]

    public init(_ taint: Taint, marks: [ExternalMark] = [], size: PixelSize? = nil) {
        self.taint = taint
        self.marks = marks
        self.size = size
    }

    /// A file as received. An origin that nobody stated is class T3, except where the question is about the picture
    /// itself: then it is printed and sets no ceiling.
    public init(stated: Bool, about: About, marks: [ExternalMark] = [], size: PixelSize? = nil) {
        self.init(stated || about == .picture ? .asReceived : .learnedOrUnknown, marks: marks, size: size)
    }
}
