package dev.trellis.core.search;

import java.util.Iterator;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Hands entries to the index. */
final class EntryStream extends TokenStream {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final List<String> entries;
    private Iterator<String> rest;

    EntryStream(List<String> entries) {
        this.entries = List.copyOf(entries);
        this.rest = this.entries.iterator();
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        if (!rest.hasNext()) {
            return false;
        }
        term.setEmpty().append(rest.next());
        return true;
    }

    @Override
    public void reset() {
        rest = entries.iterator();
    }
}
