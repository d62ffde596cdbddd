import ExhibitCore
import ExhibitTestSupport
import Foundation

/// Reads one of the published vector files, in which texts are hexadecimal, base64 or UTF-8.
func vectors<Value: Decodable>(_ file: String, as type: Value.Type) throws -> Value {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Value.self, from: Data(contentsOf: TestFiles.vectors.appending(path: file)))
}

extension String {
    var hexBytes: [UInt8] { Hex.decode(self)! }
    var hash: ContentHash { ContentHash(hex: self)! }
    var base64Hash: ContentHash { ContentHash(bytes: Base64.decode(self)!)! }
    var bytes: [UInt8] { Array(utf8) }
}

func keys(_ texts: String...) throws -> [VerifierKey] { try texts.map { try VerifierKey($0) } }
