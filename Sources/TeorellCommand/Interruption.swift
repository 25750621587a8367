import Foundation
import Synchronization

/// Whether the user asked to stop, with Ctrl-C or a request of the system.
enum Interruption {
  private static let wasAsked = Atomic<Bool>(false)

  static var isAsked: Bool { wasAsked.load(ordering: .relaxed) }

  /// From now on the first Ctrl-C asks to stop, and a second one stops at once.
  static func listen() {
    var heard = sigset_t()
    sigemptyset(&heard)
    for number in [SIGINT, SIGTERM] {
      signal(number) { number in
        Interruption.wasAsked.store(true, ordering: .relaxed)
        signal(number, SIG_DFL)
      }
      sigaddset(&heard, number)
    }
    // A program that was started from a thread that hears no signals would not hear them either.
    pthread_sigmask(SIG_UNBLOCK, &heard, nil)
  }
}
