/// The 64 × 64 thumbnail of PDQ: two passes of a box filter along rows and then along columns, and samples of the result.
///
/// The reference keeps one running sum per row and per column, in float32; sums taken afresh would round differently,
/// so the running sums are the definition. All four passes run together, row by row: what is held is one window of rows.
enum PDQThumbnail {
    static let side = 64

    /// - Parameter image: both sides at least 5.
    /// - Returns: 4096 luma values, rows from the top.
    static func make(of image: DecodedImage) -> [Float] {
        let width = image.width
        let height = image.height
        if width == side, height == side { return Luminance.plane(of: image) }

        let luma = LumaRows(image)
        let band = RowBand(width: width)
        let smooth = RowBand(width: width)
        let columns = ColumnWindow(width: width, height: height)
        let sampled = ColumnWindow(width: side, height: height)
        let picks = indices(width)
        let rows = indices(height)
        let window = Self.window(width)
        var thumbnail = [Float](repeating: 0, count: side * side)
        let pick = UnsafeMutablePointer<Float>.allocate(capacity: side)
        defer { pick.deallocate() }

        func take(row y: Int, _ values: UnsafeMutablePointer<Float>) {
            for i in 0..<side where rows[i] == y {
                for j in 0..<side { thumbnail[side * i + j] = values[j] }
            }
        }
        // Second pass: the filter along rows needs every column, the filter along columns only the sampled ones.
        func second(_ count: Int) {
            smooth.slide(window: window)
            for lane in 0..<count {
                for j in 0..<side {
                    pick[j] = smooth.sums[lane][picks[j]] / smooth.counts[picks[j]]
                }
                sampled.push(pick, divisors: nil, emit: take)
            }
        }
        var filled = 0
        func first(row y: Int, _ values: UnsafeMutablePointer<Float>) {
            smooth.rows[filled].update(from: values, count: width)
            filled += 1
            if filled == RowBand.lanes {
                second(filled)
                filled = 0
            }
        }

        for top in stride(from: 0, to: height, by: RowBand.lanes) {
            let count = min(RowBand.lanes, height - top)
            for lane in 0..<count { luma.write(row: top + lane, to: band.rows[lane]) }
            band.slide(window: window)
            for lane in 0..<count { columns.push(band.sums[lane], divisors: band.counts, emit: first) }
        }
        columns.finish(emit: first)
        if filled > 0 { second(filled) }
        sampled.finish(emit: take)
        return thumbnail
    }

    /// ⌈side / 128⌉
    static func window(_ side: Int) -> Int { (side - 1) / 128 + 1 }

    /// ⌊(i + ½) · side / 64⌋, i = 0…63
    static func indices(_ side: Int) -> [Int] { (0..<64).map { (2 * $0 + 1) * side / 128 } }
}

/// Four rows filtered side by side: each running sum waits for itself, four of them keep the processor busy.
private final class RowBand {
    static let lanes = 4

    let width: Int
    let rows: [UnsafeMutablePointer<Float>]
    /// Running sums, not yet divided.
    let sums: [UnsafeMutablePointer<Float>]
    /// How many samples each sum holds.
    let counts: UnsafeMutablePointer<Float>
    private let storage: UnsafeMutablePointer<Float>

    init(width: Int) {
        self.width = width
        storage = .allocate(capacity: width * (2 * Self.lanes + 1))
        storage.initialize(repeating: 0, count: width * (2 * Self.lanes + 1))
        let base = storage
        rows = (0..<Self.lanes).map { base + width * $0 }
        sums = (0..<Self.lanes).map { base + width * (Self.lanes + $0) }
        counts = base + width * 2 * Self.lanes
        let window = PDQThumbnail.window(width)
        let half = (window + 2) / 2
        for x in 0..<width { counts[x] = Float(min(x + half, width) - max(0, x - (window - half))) }
    }

    deinit { storage.deallocate() }

    /// Sample x sums x − (window − half) … x + (half − 1), clipped to the row.
    func slide(window: Int) {
        let half = (window + 2) / 2
        let (a, b, c, d) = (rows[0], rows[1], rows[2], rows[3])
        let (p, q, r, s) = (sums[0], sums[1], sums[2], sums[3])
        var (u, v, w, z): (Float, Float, Float, Float) = (0, 0, 0, 0)
        func add(_ i: Int) {
            u += a[i]
            v += b[i]
            w += c[i]
            z += d[i]
        }
        func drop(_ i: Int) {
            u -= a[i]
            v -= b[i]
            w -= c[i]
            z -= d[i]
        }
        func put(_ x: Int) {
            p[x] = u
            q[x] = v
            r[x] = w
            s[x] = z
        }
        for i in 0..<(half - 1) { add(i) }
        for i in (half - 1)..<window {
            add(i)
            put(i - half + 1)
        }
        for i in window..<width {
            add(i)
            drop(i - window)
            put(i - half + 1)
        }
        for i in (width - window)..<(width - window + half - 1) {
            drop(i)
            put(i - (width - window) + (width - half + 1))
        }
    }
}

/// The same filter along columns, fed row by row. Rows come out in order, later by half a window.
private final class ColumnWindow {
    typealias Emit = (_ row: Int, _ values: UnsafeMutablePointer<Float>) -> Void

    private let width: Int
    private let height: Int
    private let window: Int
    private let half: Int
    private let ring: UnsafeMutablePointer<Float>
    private let sums: UnsafeMutablePointer<Float>
    private let out: UnsafeMutablePointer<Float>
    private var received = 0

    init(width: Int, height: Int) {
        self.width = width
        self.height = height
        window = PDQThumbnail.window(height)
        half = (window + 2) / 2
        ring = .allocate(capacity: width * window)
        sums = .allocate(capacity: width)
        out = .allocate(capacity: width)
        ring.initialize(repeating: 0, count: width * window)
        sums.initialize(repeating: 0, count: width)
        out.initialize(repeating: 0, count: width)
    }

    deinit {
        ring.deallocate()
        sums.deallocate()
        out.deallocate()
    }

    /// - Parameters:
    ///   - row: is overwritten.
    ///   - divisors: what each value is still to be divided by; nil when it has been.
    func push(_ row: UnsafeMutablePointer<Float>, divisors: UnsafeMutablePointer<Float>?, emit: Emit) {
        let index = received
        received += 1
        let slot = ring + width * (index % window)
        let (sums, out) = (sums, out)
        let count = Float(min(index + 1, window))
        // One short loop for each operation: the compiler makes vector code of such, and none of all of them in one.
        if let divisors {
            for x in 0..<width { row[x] /= divisors[x] }
        }
        if index >= window {
            for x in 0..<width { sums[x] = sums[x] + row[x] - slot[x] }
        } else {
            for x in 0..<width { sums[x] += row[x] }
        }
        slot.update(from: row, count: width)
        for x in 0..<width { out[x] = sums[x] / count }
        if index >= half - 1 { emit(index - half + 1, out) }
    }

    /// The rows below the last full window.
    func finish(emit: Emit) {
        for k in 0..<(half - 1) {
            let slot = ring + width * ((height - window + k) % window)
            let count = Float(window - 1 - k)
            for x in 0..<width {
                sums[x] -= slot[x]
                out[x] = sums[x] / count
            }
            emit(height - half + 1 + k, out)
        }
    }
}
