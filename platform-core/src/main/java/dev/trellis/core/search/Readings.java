package dev.trellis.core.search;

import dev.trellis.core.problem.TrellisException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import net.sourceforge.pinyin4j.PinyinHelper;
import net.sourceforge.pinyin4j.format.HanyuPinyinCaseType;
import net.sourceforge.pinyin4j.format.HanyuPinyinOutputFormat;
import net.sourceforge.pinyin4j.format.HanyuPinyinToneType;
import net.sourceforge.pinyin4j.format.HanyuPinyinVCharType;
import net.sourceforge.pinyin4j.format.exception.BadHanyuPinyinOutputFormatCombination;

/** How Chinese characters are read aloud, in pinyin without tones; a character may have several readings. */
@Singleton
final class Readings {

    private static final int FIRST = 0x3400;
    private static final int LAST = 0x9FFF;
    private static final int MOST = 4;

    private final HanyuPinyinOutputFormat format = new HanyuPinyinOutputFormat();
    private final AtomicReferenceArray<List<String>> known = new AtomicReferenceArray<>(LAST - FIRST + 1);

    Readings() {
        format.setCaseType(HanyuPinyinCaseType.LOWERCASE);
        format.setToneType(HanyuPinyinToneType.WITHOUT_TONE);
        format.setVCharType(HanyuPinyinVCharType.WITH_V);
    }

    /** Returns the readings of a character, the usual one first; none where it has no pinyin. */
    List<String> of(int character) {
        if (character < FIRST || character > LAST) {
            return List.of();
        }
        var readings = known.get(character - FIRST);
        if (readings == null) {
            readings = look((char) character);
            known.set(character - FIRST, readings);
        }
        return readings;
    }

    private List<String> look(char character) {
        try {
            var found = PinyinHelper.toHanyuPinyinStringArray(character, format);
            if (found == null) {
                return List.of();
            }
            var readings = new LinkedHashSet<String>();
            for (var reading : found) {
                readings.add(reading);
            }
            for (var reading : List.copyOf(readings)) {
                // People type lü as lv and as lu.
                readings.add(reading.replace('v', 'u'));
            }
            return readings.stream().limit(MOST).toList();
        } catch (BadHanyuPinyinOutputFormatCombination e) {
            throw new TrellisException("Pinyin cannot be written without tones", e);
        }
    }

    /**
     * Returns the ways to read characters one after the other, the usual one first. Of many, those with at most two
     * unusual readings.
     */
    List<List<String>> ways(List<List<String>> characters, int most) {
        Set<List<String>> ways = new LinkedHashSet<>();
        for (int unusual = 0; unusual <= 2 && ways.size() < most; unusual++) {
            extend(characters, new ArrayList<>(), unusual, most, ways);
        }
        return List.copyOf(ways);
    }

    private static void extend(
            List<List<String>> characters, List<String> way, int unusual, int most, Set<List<String>> ways) {
        if (ways.size() >= most) {
            return;
        }
        if (way.size() == characters.size()) {
            ways.add(List.copyOf(way));
            return;
        }
        var readings = characters.get(way.size());
        for (var reading : unusual == 0 ? readings.subList(0, Math.min(1, readings.size())) : readings) {
            boolean usual = reading.equals(readings.getFirst());
            way.add(reading);
            extend(characters, way, usual ? unusual : unusual - 1, most, ways);
            way.removeLast();
        }
    }

    /** Returns the usual way to read characters; empty where one of them has no pinyin. */
    List<String> usual(List<List<String>> characters) {
        return characters.stream().anyMatch(List::isEmpty)
                ? Collections.emptyList()
                : characters.stream().map(List::getFirst).toList();
    }
}
