package dev.trellis.ui.web.field;

import com.vaadin.flow.component.datepicker.DatePicker.DatePickerI18n;
import dev.trellis.core.problem.Messages;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a calendar says in each language; dates read 2026-11-21 in both. */
public final class DateTexts {

    private DateTexts() {}

    public static DatePickerI18n of(Locale locale) {
        List<String> months = Arrays.stream(Month.values())
                .map(month -> month.getDisplayName(TextStyle.FULL_STANDALONE, locale))
                .toList();
        return new DatePickerI18n()
                .setDateFormats("yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd")
                .setFirstDayOfWeek(1)
                .setMonthNames(months)
                .setWeekdays(weekdays(TextStyle.FULL, locale))
                .setWeekdaysShort(weekdays(TextStyle.NARROW, locale))
                .setToday(Messages.text("field.date.today", locale))
                .setCancel(Messages.text("field.date.cancel", locale))
                .setBadInputErrorMessage(Messages.text("field.date.unreadable", locale));
    }

    private static List<String> weekdays(TextStyle style, Locale locale) {
        return IntStream.range(0, 7)
                .mapToObj(day -> DayOfWeek.SUNDAY.plus(day).getDisplayName(style, locale))
                .toList();
    }
}
