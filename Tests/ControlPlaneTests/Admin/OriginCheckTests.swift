import Testing

@testable import ControlPlane

@Suite struct OriginCheckTests {
    private let check = OriginCheck(listeningOn: "10.0.0.5")

    @Test(arguments: [
        "localhost", "localhost:8001", "LocalHost:9", "127.0.0.1", "127.0.0.1:8001", "[::1]", "[::1]:8001",
        "10.0.0.5:8001",
    ])
    func `its own names pass`(authority: String) {
        #expect(check.refusal(authority: authority, origin: nil, fetchSite: nil) == nil)
    }

    @Test(arguments: [
        nil as String?, "", ":8001", "evil.example", "evil.example:8001", "localhost.evil.example",
        "127.0.0.1.evil.example",
        "localhost:8001@evil.example", "localhost:80x", "[::1", "[::2]", "[::1]x", "::1", "10.0.0.6", "127.0.0.1 ",
    ])
    func `other hosts are refused`(authority: String?) {
        #expect(check.refusal(authority: authority, origin: nil, fetchSite: nil) != nil)
    }

    @Test(arguments: [
        Page("http://localhost:8001", nil, passes: true), Page(nil, "same-origin", passes: true),
        Page(nil, "none", passes: true), Page("http://localhost:8080", nil), Page("https://localhost:8001", nil),
        Page("null", nil), Page("http://evil.example", nil), Page("http://localhost:8001.evil.example", nil),
        Page("", nil), Page(nil, "cross-site"), Page(nil, "same-site"), Page("http://localhost:8001", "cross-site"),
    ])
    func `pages of other origins are refused`(page: Page) {
        let refusal = check.refusal(authority: "localhost:8001", origin: page.origin, fetchSite: page.fetchSite)
        #expect((refusal == nil) == page.passes)
    }

    struct Page {
        let origin: String?
        let fetchSite: String?
        let passes: Bool

        init(_ origin: String?, _ fetchSite: String?, passes: Bool = false) {
            self.origin = origin
            self.fetchSite = fetchSite
            self.passes = passes
        }
    }
}
