// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that nobody who builds Exhibit resolves or compiles it. Its Core and its Weight are the same
// source through links, because only instrumented code tells the fuzzer which branches an input reached; of the
// pipeline it has what reads metadata, which needs no codec.
let instrumented: [SwiftSetting] = [
    .unsafeFlags(["-sanitize=fuzzer,address", "-parse-as-library"]), .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "ExhibitFuzz",
    platforms: [.macOS(.v15)],
    dependencies: [.package(url: "https://github.com/apple/swift-crypto", from: "4.5.2")],
    targets: [
        .target(
            name: "ExhibitCore", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: instrumented),
        .target(name: "ExhibitWeight", dependencies: ["ExhibitCore"], swiftSettings: instrumented),
        .target(
            name: "ExhibitPipeline",
            sources: [
                "Marks", "Images/Segments.swift", "Images/EmbeddedMetadata.swift", "Images/ExifFacts.swift",
                "Images/TIFFReader.swift", "Images/ImageKind.swift",
            ], swiftSettings: instrumented),
        .target(name: "CLibFuzzer"),
        .executableTarget(
            name: "ExhibitFuzz", dependencies: ["ExhibitCore", "ExhibitWeight", "ExhibitPipeline", "CLibFuzzer"],
            swiftSettings: instrumented,
            linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
    ],
    swiftLanguageModes: [.v6]
)
