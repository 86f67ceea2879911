package io.cellos.protocols.mesos;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/** Numbers between JSON and protobuf, without loss and without surprises of size. */
final class JsonNumbers {
  /** As many digits before the point as are written without an exponent. */
  private static final int PLAIN_DIGITS = 21;

  private static final double EXACT = 1e15;
  private static final Pattern NUMBER =
      Pattern.compile("-?[0-9]{1,400}(\\.[0-9]{1,400})?([eE][-+]?[0-9]{1,3})?");

  private JsonNumbers() {}

  /**
   * The shortest number that reads as the same double, with at least one decimal and with an
   * exponent only where the number is very great or small: {@code 1024.0}, {@code 0.1}.
   */
  static BigDecimal decimal(double value) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT) {
      return BigDecimal.valueOf(((long) value) * 10, 1);
    }
    BigDecimal shortest = new BigDecimal(Double.toString(value)).stripTrailingZeros();
    boolean plain = shortest.precision() - shortest.scale() <= PLAIN_DIGITS;
    return plain && shortest.scale() < 1 ? shortest.setScale(1) : shortest;
  }

  static void writeUnsigned(long value, JsonGenerator out) throws IOException {
    if (value >= 0) {
      out.writeNumber(value);
    } else {
      out.writeNumber(new BigInteger(Long.toUnsignedString(value)));
    }
  }

  /**
   * @throws NumberFormatException if the text is no finite number
   */
  static double real(String text) {
    double value = Double.parseDouble(checked(text));
    if (!Double.isFinite(value)) {
      throw new NumberFormatException("too great");
    }
    return value;
  }

  /**
   * A whole number within the bounds; {@code 1e3} and {@code 5.0} are such.
   *
   * @throws NumberFormatException if the text is something else
   */
  static long whole(String text, long least, long most) {
    long value;
    try {
      value = Long.parseLong(text);
    } catch (NumberFormatException e) {
      value = exact(text).longValueExact();
    }
    if (value < least || value > most) {
      throw new NumberFormatException("not from " + least + " to " + most);
    }
    return value;
  }

  /**
   * A whole number from 0 to 2^64-1.
   *
   * @throws NumberFormatException if the text is something else
   */
  static long unsigned(String text) {
    BigInteger value = exact(text);
    if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
      throw new NumberFormatException("not an unsigned 64-bit number");
    }
    return value.longValue();
  }

  private static BigInteger exact(String text) {
    try {
      BigInteger value = new BigDecimal(checked(text)).toBigIntegerExact();
      if (value.bitLength() > Long.SIZE) {
        throw new NumberFormatException("too great");
      }
      return value;
    } catch (ArithmeticException e) {
      throw new NumberFormatException("not a whole number");
    }
  }

  private static String checked(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new NumberFormatException("not a number");
    }
    return text;
  }
}
