// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

/** One change of a disk, or a wait for earlier ones to be safe. Files and folders are numbers: names come and go. */
sealed interface DiskStep {

    /** A change of names, which is safe when its folder is forced. */
    sealed interface Names extends DiskStep {}

    /** A file or folder is made. */
    record Made(int folder, String name, int node, boolean isFolder) implements Names {}

    /** A name is taken away. */
    record Deleted(int folder, String name) implements Names {}

    /** A file gets another name, in the place of what bore it. */
    record Renamed(int from, String name, int to, String newName, int node) implements Names {}

    /** Bytes are written: safe when the file is forced. */
    record Written(int node, int position, byte[] bytes) implements DiskStep {}

    /** What was written to the file is safe. */
    record FileForced(int node) implements DiskStep {}

    /** What happened to the names in the folder is safe. */
    record FolderForced(int node) implements DiskStep {}
}
