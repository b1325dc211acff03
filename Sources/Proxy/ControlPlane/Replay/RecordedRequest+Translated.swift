import Parity

extension RecordedRequest {
    /// The request with the ids of the other side; nil when one of them has no name there that is known.
    func translated(_ translator: RequestTranslator, _ map: IdentityMap) -> RecordedRequest? {
        func text(_ bytes: [UInt8], _ result: RequestTranslator.Result) -> [UInt8]? {
            switch result {
            case .unchanged: bytes
            case .changed(let other): other
            case .unmapped: nil
            }
        }
        var request = self
        let path = Array(target.utf8)
        guard let target = text(path, translator.target(path, map, .toService)) else { return nil }
        request.target = String(decoding: target, as: UTF8.self)
        for (index, field) in headers.enumerated() {
            guard let value = text(field.value, translator.field(field.name, field.value, map, .toService)) else {
                return nil
            }
            request.headers[index].value = value
        }
        let type = headers.first { $0.name == "content-type" }?.value ?? []
        guard let body = text(body, translator.body(body, contentType: type, map, .toService)) else { return nil }
        request.body = body
        return request
    }
}
