/* SPDX-License-Identifier: Apache-2.0 */
package org.openpeering.prefix.mail;

import java.util.Locale;
import java.util.regex.Pattern;
import org.openpeering.contract.net.MalformedValueException;
import org.openpeering.contract.request.Text;

/**
 * Where mail goes: what RFC 5321 calls a mailbox, without quotes, comments and literals, which nobody has and which headers are
 * forged with.
 */
public record MailAddress(String local, String domain) {
    private static final int LONGEST = 254;
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}){0,31})"
                    + "@((?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9])");

    public static MailAddress parse(String text) {
        var form = FORM.matcher(text);
        if (text.length() > LONGEST || !form.matches() || form.group(1).length() > 64) {
            throw new MalformedValueException("'" + Text.shown(text) + "' is no mail address such as noc@example.net.");
        }
        return new MailAddress(form.group(1), form.group(2).toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return local + "@" + domain;
    }
}
