/// Characters that markup writes as references: `&amp;`, `&#233;`, `&#xE9;`, and by name in HTML, `&eacute;`.
enum CharacterReferences {
    /// With the characters in their place; what names none stays as it is.
    static func read(_ text: ArraySlice<UInt8>, isHTML: Bool) -> [UInt8] {
        guard text.contains(UInt8(ascii: "&")) else { return Array(text) }
        var plain: [UInt8] = []
        plain.reserveCapacity(text.count)
        var rest = text
        while let byte = rest.first {
            if byte == UInt8(ascii: "&"), let (scalar, length) = reference(rest, isHTML: isHTML) {
                plain += Array(String(Character(scalar)).utf8)
                rest = rest.dropFirst(length)
            } else {
                plain.append(byte)
                rest = rest.dropFirst()
            }
        }
        return plain
    }

    private static let longest = 12

    private static func reference(_ text: ArraySlice<UInt8>, isHTML: Bool) -> (scalar: Unicode.Scalar, length: Int)? {
        guard let end = text.prefix(longest).firstIndex(of: UInt8(ascii: ";")) else { return nil }
        let name = String(decoding: text[(text.startIndex + 1)..<end], as: UTF8.self)
        let length = end - text.startIndex + 1
        if name.hasPrefix("#") {
            let isHex = name.hasPrefix("#x") || name.hasPrefix("#X")
            guard let value = UInt32(name.dropFirst(isHex ? 2 : 1), radix: isHex ? 16 : 10), value > 0,
                let scalar = Unicode.Scalar(value)
            else { return nil }
            return (scalar, length)
        }
        guard let value = predefined[name] ?? (isHTML ? named[name] : nil), let scalar = Unicode.Scalar(value) else {
            return nil
        }
        return (scalar, length)
    }

    /// XML has these alone (section 4.6).
    private static let predefined: [String: UInt32] = ["amp": 38, "lt": 60, "gt": 62, "quot": 34, "apos": 39]

    /// Those of HTML for Latin-1, in order, and the most used others.
    private static let named: [String: UInt32] = {
        let latin = """
            nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute \
            micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig \
            Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times \
            Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave \
            eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave \
            uacute ucirc uuml yacute thorn yuml
            """
        var names: [String: UInt32] = [
            "euro": 8364, "hellip": 8230, "ndash": 8211, "mdash": 8212, "lsquo": 8216, "rsquo": 8217, "sbquo": 8218,
            "ldquo": 8220, "rdquo": 8221, "bdquo": 8222, "lsaquo": 8249, "rsaquo": 8250, "bull": 8226, "trade": 8482,
            "larr": 8592, "uarr": 8593, "rarr": 8594, "darr": 8595, "harr": 8596, "minus": 8722, "le": 8804, "ge": 8805,
            "ne": 8800, "infin": 8734, "OElig": 338, "oelig": 339, "Scaron": 352, "scaron": 353, "Yuml": 376,
            "dagger": 8224, "permil": 8240, "prime": 8242, "ensp": 8194, "emsp": 8195, "thinsp": 8201, "zwnj": 8204,
            "zwj": 8205, "check": 10003, "star": 9734, "hearts": 9829, "alpha": 945, "beta": 946, "gamma": 947,
            "delta": 948, "lambda": 955, "mu": 956, "pi": 960, "sigma": 963, "omega": 969, "Delta": 916, "Omega": 937,
        ]
        for (offset, name) in latin.split(separator: " ").enumerated() { names[String(name)] = 160 + UInt32(offset) }
        return names
    }()
}
