import COpenSSL
import ExhibitCore

/// What OpenSSL said, as errors for people; and names from certificates, as texts that a statement may hold.
extension TimestampAuthorities {
    /// What an error about a token names in place of a file.
    package static let tokenTitle = "the timestamp token"

    static func noCertificates(_ path: String) -> StorageError {
        StorageError(
            .invalid, path: path, reason: "holds no certificate",
            remedy: "Name the authority's root certificate (PEM), which it publishes.")
    }

    static func unreadable() -> StorageError {
        StorageError(
            .damaged, path: tokenTitle, reason: "is no CMS structure in DER",
            remedy: "Ask the authority again: exhibit anchor request")
    }

    /// From OpenSSL's error queue. `path` names the certificates.
    static func refusal(_ path: String) -> StorageError {
        var reasons: [Int32] = []
        var details: [String] = []
        while true {
            var data: UnsafePointer<CChar>?
            var flags: Int32 = 0
            let code = ERR_get_error_all(nil, nil, nil, &data, &flags)
            if code == 0 { break }
            reasons.append(Int32(code & 0x7F_FFFF))
            details.append(data.map { String(cString: $0) } ?? "")
            if let text = ERR_reason_error_string(code), details.last == "" {
                details[details.count - 1] = String(cString: text)
            }
        }
        func says(_ code: Int32) -> Bool {
            guard let text = X509_verify_cert_error_string(Int(code)) else { return false }
            return details.contains { $0.contains(String(cString: text)) }
        }
        let detail = details.last ?? "no reason given"
        if says(X509_V_ERR_INVALID_PURPOSE) {
            return StorageError(
                .notAllowed, path: tokenTitle,
                reason:
                    "is signed with a certificate that is not for timestamps (extended key usage timeStamping, critical and alone)",
                remedy: "Use another authority.")
        }
        if reasons.contains(TS_R_CERTIFICATE_VERIFY_ERROR) {
            return StorageError(
                .notAllowed, path: tokenTitle,
                reason: "is not signed by an authority of \(path), at the time that it states (\(detail))",
                remedy:
                    "Name the root certificate of the authority that you asked, and with it those between, in one file."
            )
        }
        return StorageError(
            .damaged, path: tokenTitle, reason: "does not hold (\(detail))",
            remedy: "Ask the authority again: exhibit anchor request")
    }

    /// The subject of a certificate, RFC 2253, without characters that a statement may not hold.
    static func subject(of certificate: OpaquePointer) -> String {
        guard let output = BIO_new(BIO_s_mem()) else { return "" }
        defer { BIO_free(output) }
        X509_NAME_print_ex(output, X509_get_subject_name(certificate), 0, exhibit_name_flags())
        var buffer = [UInt8](repeating: 0, count: 512)
        let count = BIO_read(output, &buffer, Int32(buffer.count))
        var text = ""
        for scalar in String(decoding: buffer.prefix(Int(max(0, count))), as: UTF8.self).unicodeScalars {
            let permitted = scalar.value >= 0x20 && !(0x7F...0x9F).contains(scalar.value)
            guard text.utf8.count + UTF8.width(scalar) <= buffer.count else { break }
            text.unicodeScalars.append(permitted ? scalar : "?")
        }
        return text.isEmpty ? "an authority without a name" : text
    }
}
