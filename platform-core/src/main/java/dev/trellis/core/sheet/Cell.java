package dev.trellis.core.sheet;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;

/** What is written into one cell. A text is always a text: it never becomes a formula in whatever program opens it. */
public sealed interface Cell {

    Cell BLANK = new Blank();

    record Blank() implements Cell {}

    record Text(String text) implements Cell {}

    /**
     * A number.
     *
     * @param decimals digits after the point that are shown
     * @param percent whether 0.15 is shown as 15 %
     */
    record Number(BigDecimal value, int decimals, boolean percent) implements Cell {}

    record Day(LocalDate day) implements Cell {}

    record Moment(LocalDateTime local) implements Cell {}
}
