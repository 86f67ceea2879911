package io.cellos.marathon.core.launch.constraint;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions that users write. Some take for ever even on short texts, and all apps wait
 * for each other's matching; so each may look at so many characters only.
 */
final class UserRegex {
  private static final int LOOKS = 100_000;
  private static final int LONGEST_TEXT = 1000;

  private UserRegex() {}

  /** Whether the whole text matches; nothing if that can't be found out within the limits. */
  static Optional<Boolean> matches(String regex, String text) {
    if (text.length() > LONGEST_TEXT) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(regex).matcher(new Watched(text)).matches());
    } catch (PatternSyntaxException | TooManyLooksException | StackOverflowError e) {
      // deeply nested expressions recurse while they are read
      return Optional.empty();
    }
  }

  private static final class TooManyLooksException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** A text that counts how often it is looked at. */
  private static final class Watched implements CharSequence {
    private final String text;
    private int looks;

    Watched(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++looks > LOOKS) {
        throw new TooManyLooksException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
