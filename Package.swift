// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

let package = Package(
    name: "Exhibit",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "exhibit", targets: ["exhibit"]),
        .executable(name: "exhibit-verify", targets: ["exhibit-verify"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        // A star: every arrow points at Core, and the build refuses an import that is not declared here.
        .target(name: "ExhibitCore", dependencies: [crypto], swiftSettings: strict),
        .target(name: "ExhibitWeight", dependencies: ["ExhibitCore"], swiftSettings: strict),
        .target(
            name: "ExhibitReport", dependencies: ["ExhibitCore"],
            // The source of the verifier in JavaScript, of which Scripts/minify-verifier makes the copy that is embedded.
            exclude: ["Verifier"],
            // It is part of the program, which is one file and looks for none beside it.
            resources: [.embedInCode("Embedded")], swiftSettings: strict),
        .target(
            name: "ExhibitVerification", dependencies: ["ExhibitCore", "ExhibitWeight", "ExhibitReport"],
            swiftSettings: strict),
        .target(
            name: "ExhibitStorage", dependencies: ["ExhibitCore", "CSQLite", "COpenSSL", crypto],
            swiftSettings: strict),
        .target(
            name: "ExhibitPipeline", dependencies: ["ExhibitCore", "CCodecs", "CLaunch"], swiftSettings: strict),
        .executableTarget(
            name: "exhibit",
            dependencies: [
                "ExhibitCore", "ExhibitWeight", "ExhibitReport", "ExhibitVerification", "ExhibitStorage",
                "ExhibitPipeline", arguments,
            ], swiftSettings: strict),
        .executableTarget(
            name: "exhibit-verify", dependencies: ["ExhibitCore", "ExhibitVerification", arguments],
            swiftSettings: strict),

        .executableTarget(
            name: "exhibit-bench",
            dependencies: ["ExhibitCore", "ExhibitStorage", "ExhibitPipeline", "ExhibitWeight", "CSQLite", crypto],
            path: "Benchmarks",
            exclude: ["RESULTS.md", "RESULTS-10M.md", "peers.py"], swiftSettings: strict),

        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg62-turbo-dev"])]),
        .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
        // The codecs report errors by longjmp, which Swift frames must never see: this shim catches it.
        .target(name: "CCodecs", dependencies: ["CJPEG", "CPNG"]),
        // Programs of strangers are started with calls that Swift does not see.
        .target(name: "CLaunch"),

        .target(
            name: "ExhibitTestSupport",
            dependencies: ["ExhibitCore", "ExhibitWeight", "ExhibitReport", "ExhibitVerification", "ExhibitPipeline"],
            path: "Tests/ExhibitTestSupport", swiftSettings: strict),
        // A layer under SQLite that tells what it writes and syncs.
        .target(name: "CFaultVFS", dependencies: ["CSQLite"], path: "Tests/CFaultVFS"),
        .testTarget(
            name: "ExhibitCoreTests", dependencies: ["ExhibitCore", "ExhibitTestSupport"], swiftSettings: strict),
        .testTarget(
            name: "ExhibitWeightTests", dependencies: ["ExhibitWeight", "ExhibitCore", "ExhibitTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ExhibitReportTests", dependencies: ["ExhibitCore", "ExhibitReport", "ExhibitTestSupport"],
            swiftSettings: strict),
        .testTarget(
            name: "ExhibitVerificationTests",
            dependencies: [
                "ExhibitVerification", "ExhibitCore", "ExhibitWeight", "ExhibitReport", "ExhibitPipeline",
                "ExhibitTestSupport",
            ], swiftSettings: strict),
        .testTarget(
            name: "ExhibitStorageTests",
            dependencies: [
                "ExhibitCore", "ExhibitWeight", "ExhibitStorage", "ExhibitPipeline", "ExhibitVerification",
                "ExhibitTestSupport", "CFaultVFS", "CSQLite",
            ], swiftSettings: strict),
        .testTarget(
            name: "ExhibitPipelineTests",
            dependencies: ["ExhibitPipeline", "ExhibitCore", "ExhibitTestSupport"], swiftSettings: strict),
        .testTarget(
            name: "CommandTests", dependencies: ["exhibit", "exhibit-verify", "ExhibitTestSupport"],
            swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
