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
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        // A star: every arrow points at Core, and the build refuses an import that is not declared here.
        .target(name: "ExhibitCore", dependencies: [crypto], swiftSettings: strict),
        .target(
            name: "ExhibitTestSupport", dependencies: ["ExhibitCore"], path: "Tests/ExhibitTestSupport",
            swiftSettings: strict),
        .testTarget(
            name: "ExhibitCoreTests", dependencies: ["ExhibitCore", "ExhibitTestSupport"], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
