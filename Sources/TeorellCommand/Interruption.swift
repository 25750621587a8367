import Foundation
import Synchronization

/// Whether the user asked to stop, with Ctrl-C or a request of the system.
enum Interruption {
  private static let wasAsked = Atomic<Bool>(false)
  private static let isHeeded = Atomic<Bool>(false)

  static var isAsked: Bool { wasAsked.load(ordering: .relaxed) }

  /// From now on a request to stop ends the program with the status of an interruption.
  static func listen() {
    var heard = sigset_t()
    sigemptyset(&heard)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.wasAsked.store(true, ordering: .relaxed)
        // Nothing was written yet, so there is nothing to keep.
        guard Interruption.isHeeded.load(ordering: .relaxed) else { _exit(ExitStatus.interrupted.rawValue) }
        signal(number, SIG_DFL)
      }
      sigaddset(&heard, number)
    }
    // A program that was started from a thread that hears no signals would not hear them either.
    pthread_sigmask(SIG_UNBLOCK, &heard, nil)
  }

  /// From now on the first request only sets `isAsked`, so that what is finished can be kept; a second one stops at once.
  static func heed() { isHeeded.store(true, ordering: .relaxed) }
}
