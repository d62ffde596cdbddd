@testable import ExhibitPipeline

/// The box filter of PDQ as its definition reads, whole planes at a time: what the streaming form is held against.
enum ReferencePDQ {
    static func thumbnail(_ plane: [Float], _ width: Int, _ height: Int) -> [Float] {
        var a = plane
        for _ in 0..<2 {
            for y in 0..<height { box(&a, start: y * width, count: width, stride: 1, window: (width + 127) / 128) }
            for x in 0..<width { box(&a, start: x, count: height, stride: width, window: (height + 127) / 128) }
        }
        return (0..<4096).map { k in
            let y = Int((Double(k / 64) + 0.5) * Double(height) / 64)
            let x = Int((Double(k % 64) + 0.5) * Double(width) / 64)
            return a[y * width + x]
        }
    }

    private static func box(_ a: inout [Float], start: Int, count: Int, stride: Int, window: Int) {
        let source = (0..<count).map { a[start + $0 * stride] }
        let half = (window + 2) / 2
        var sum: Float = 0
        var held = 0
        var (left, right) = (0, 0)
        for i in 0..<count {
            while right < min(count, i + half) {
                sum += source[right]
                right += 1
                held += 1
            }
            while left < i - (window - half) {
                sum -= source[left]
                left += 1
                held -= 1
            }
            a[start + i * stride] = sum / Float(held)
        }
    }
}

enum PDQThumbnailAccess {
    static func make(of image: DecodedImage) -> [Float] { PDQThumbnail.make(of: image) }
}
