package dev.trellis.core.staff;

import dev.trellis.core.field.RecordId;
import dev.trellis.core.name.Label;

/** Something beside records that waits for a person, such as open approvals. Found by injection. */
public interface Duties {

    /** What it is called. */
    Label label();

    /** How much of it waits for a person; asked inside a unit of work. */
    long open(RecordId user);
}
