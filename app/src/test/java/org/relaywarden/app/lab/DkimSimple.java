// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.app.lab;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DKIM with {@code c=simple/simple} (RFC 6376 sections 3.4.1, 3.4.3), which one changed blank breaks: signs a message, and
 * tells from the bytes that arrived whether the signature still holds. Texts are octets, one a char.
 */
final class DkimSimple {

    private static final List<String> SIGNED = List.of("From", "To", "Subject", "Date", "Message-ID");
    private static final Pattern FIELD = Pattern.compile("(?s)DKIM-Signature: (.*?b=)([A-Za-z0-9+/=]*)\r\n(?![ \t])");
    private static final Pattern BODY_HASH = Pattern.compile("bh=([A-Za-z0-9+/=]+);");

    private final KeyPair keys;

    DkimSimple() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2_048);
        keys = generator.generateKeyPair();
    }

    /** The message with a signature on top. */
    String signed(String message) throws GeneralSecurityException {
        String field = "DKIM-Signature: v=1; a=rsa-sha256; c=simple/simple; d=sender.example; s=test;\r\n\th="
                + String.join(":", SIGNED) + ";\r\n\tbh=" + bodyHash(message) + ";\r\n\tb=";
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(keys.getPrivate());
        signature.update(octets(signedFields(message) + field));
        return field + Base64.getEncoder().encodeToString(signature.sign()) + "\r\n" + message;
    }

    /** Whether what arrived is what was signed, whatever lines were put on top on the way. */
    boolean holds(String arrived) throws GeneralSecurityException {
        Matcher field = FIELD.matcher(arrived);
        if (!field.find()) {
            return false;
        }
        String message = arrived.substring(field.end());
        Matcher told = BODY_HASH.matcher(field.group(1));
        if (!told.find() || !told.group(1).equals(bodyHash(message))) {
            return false;
        }
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(keys.getPublic());
        signature.update(octets(signedFields(message) + "DKIM-Signature: " + field.group(1)));
        return signature.verify(Base64.getDecoder().decode(field.group(2)));
    }

    private static String signedFields(String message) {
        StringBuilder fields = new StringBuilder();
        for (String name : SIGNED) {
            Matcher field = Pattern.compile("(?m)^" + name + ": [^\r]*\r\n").matcher(message);
            if (!field.find()) {
                throw new IllegalArgumentException("no field " + name + " in: " + message);
            }
            fields.append(field.group());
        }
        return fields.toString();
    }

    private static String bodyHash(String message) throws GeneralSecurityException {
        String body = message.substring(message.indexOf("\r\n\r\n") + 4);
        while (body.endsWith("\r\n")) {
            body = body.substring(0, body.length() - 2);
        }
        return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(octets(body + "\r\n")));
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
