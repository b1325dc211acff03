import Parity
import Testing

struct ExampleRequestTests {
    @Test func `What reproduces a difference is kept, and no secret`() {
        let request = ExampleRequest(
            method: "POST", target: "/orders?token=s3cr3t&page=2", serviceTarget: "/v2/orders?token=s3cr3t&page=2",
            fields: [
                ("Host", "a"), ("Content-Type", "application/json"), ("Authorization", "Bearer abc"),
                ("Cookie", "sid=1"),
                ("X-Forwarded-For", "10.0.0.1"), ("Ficus-Leg", "noise"), ("Idempotency-Key", "k-1"),
                ("Content-Length", "33"),
            ], body: Array(#"{"password":"hunter2","quantity":3}"#.utf8))
        #expect(request.target == "/orders?token=[redacted]&page=2")
        #expect(request.serviceTarget == "/v2/orders?token=[redacted]&page=2")
        #expect(
            request.fields.map { "\($0.name): \($0.value)" } == [
                "Content-Type: application/json", "Authorization: [redacted]", "Cookie: [redacted]",
                "Idempotency-Key: k-1",
            ])
        #expect(request.body?.contains("hunter2") == false && request.body?.contains("\"quantity\":3") == true)
        #expect(!request.leavesBodyOut)
    }

    @Test func `The service's target is told where it is another`() {
        #expect(ExampleRequest(method: "GET", target: "/a", serviceTarget: "/a").serviceTarget == nil)
        #expect(ExampleRequest(method: "GET", target: "/a", serviceTarget: "/b").serviceTarget == "/b")
    }

    @Test func `A body that is long, no text or not kept is left out, and that is said`() {
        func request(_ body: [UInt8]?, _ length: String) -> ExampleRequest {
            ExampleRequest(method: "POST", target: "/", fields: [("content-length", length)], body: body)
        }
        for (body, length) in [([UInt8](repeating: 97, count: 1025), "1025"), ([0xFF], "1"), (nil, "12")] {
            #expect(request(body, length).body == nil && request(body, length).leavesBodyOut)
        }
        #expect(!request(nil, "0").leavesBodyOut && !request([], "0").leavesBodyOut)
    }

    @Test func `It is bounded`() {
        let long = String(repeating: "a", count: 5_000)
        let request = ExampleRequest(
            method: long, target: "/" + long, fields: (0..<100).map { ("X-\($0)", long) }, body: nil)
        #expect(request.target.utf8.count < 1_100 && request.method.utf8.count < 300 && request.fields.count == 8)
        #expect(request.fields.allSatisfy { $0.value.utf8.count < 300 })
    }
}
