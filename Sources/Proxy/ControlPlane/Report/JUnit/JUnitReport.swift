package import Foundation

/// A report as CI reads it: suites of cases in the JUnit XML that Jenkins, GitLab and GitHub's actions understand.
///
/// Every text may be of any origin: what XML 1.0 does not allow, and what could pass for markup, is written out.
package struct JUnitReport: Sendable, Equatable {
    /// How one case ended.
    package enum Outcome: Sendable, Equatable {
        case passed
        /// - Parameters:
        ///   - kind: a word that CI can group by, such as `mismatch`.
        ///   - message: one line.
        ///   - details: any number of lines.
        case failed(kind: String, message: String, details: String)
        /// It could not be found out.
        case error(kind: String, message: String, details: String)
        /// Nothing is expected of it yet.
        case skipped(message: String)
    }

    /// One thing that is asked.
    package struct Case: Sendable, Equatable {
        package var name: String
        /// What the case is of, such as a route's id.
        package var subject: String
        package var outcome: Outcome
        package var seconds: Double

        package init(_ name: String, of subject: String, _ outcome: Outcome, seconds: Double = 0) {
            self.name = name
            self.subject = subject
            self.outcome = outcome
            self.seconds = seconds
        }
    }

    /// Cases that belong together.
    package struct Suite: Sendable, Equatable {
        package var name: String
        package var time: Date?
        /// Facts about the suite, in this order.
        package var properties: [Property]
        package var cases: [Case]

        package init(_ name: String, time: Date? = nil, properties: [Property] = [], cases: [Case]) {
            self.name = name
            self.time = time
            self.properties = properties
            self.cases = cases
        }
    }

    package struct Property: Sendable, Equatable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package var name: String
    package var suites: [Suite]

    package init(_ name: String, suites: [Suite]) {
        self.name = name
        self.suites = suites
    }

    /// The document, ending with a newline.
    package var xml: String {
        var xml = XMLText()
        let counts = Counts(suites.flatMap(\.cases))
        xml.open("testsuites", [("name", name)] + counts.attributes)
        for suite in suites { Self.write(suite, to: &xml) }
        xml.close("testsuites")
        return xml.text
    }

    private static func write(_ suite: Suite, to xml: inout XMLText) {
        var attributes = [("name", suite.name)] + Counts(suite.cases).attributes
        if let time = suite.time { attributes.append(("timestamp", time.formatted(.iso8601))) }
        xml.open("testsuite", attributes)
        if !suite.properties.isEmpty {
            xml.open("properties")
            for property in suite.properties {
                xml.empty("property", [("name", property.name), ("value", property.value)])
            }
            xml.close("properties")
        }
        for one in suite.cases { write(one, to: &xml) }
        xml.close("testsuite")
    }

    private static func write(_ one: Case, to xml: inout XMLText) {
        let attributes = [("classname", one.subject), ("name", one.name), ("time", Counts.seconds(one.seconds))]
        switch one.outcome {
        case .passed:
            xml.empty("testcase", attributes)
        case .failed(let kind, let message, let details):
            xml.open("testcase", attributes)
            xml.element("failure", [("type", kind), ("message", message)], details)
            xml.close("testcase")
        case .error(let kind, let message, let details):
            xml.open("testcase", attributes)
            xml.element("error", [("type", kind), ("message", message)], details)
            xml.close("testcase")
        case .skipped(let message):
            xml.open("testcase", attributes)
            xml.empty("skipped", [("message", message)])
            xml.close("testcase")
        }
    }

    /// What the attributes of a suite say about its cases.
    private struct Counts {
        let cases: [Case]

        init(_ cases: [Case]) {
            self.cases = cases
        }

        var attributes: [(String, String)] {
            var failures = 0
            var errors = 0
            var skipped = 0
            for one in cases {
                switch one.outcome {
                case .passed: break
                case .failed: failures += 1
                case .error: errors += 1
                case .skipped: skipped += 1
                }
            }
            return [
                ("tests", "\(cases.count)"), ("failures", "\(failures)"), ("errors", "\(errors)"),
                ("skipped", "\(skipped)"), ("time", Self.seconds(cases.reduce(0) { $0 + $1.seconds })),
            ]
        }

        static func seconds(_ value: Double) -> String {
            String(format: "%.3f", max(0, value))
        }
    }
}
