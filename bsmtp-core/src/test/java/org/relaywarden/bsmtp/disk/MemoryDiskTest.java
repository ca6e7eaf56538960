// SPDX-License-Identifier: Apache-2.0
package org.relaywarden.bsmtp.disk;

import java.nio.file.Path;

class MemoryDiskTest implements FileSystemDoorContract {

    private final MemoryDisk disk = new MemoryDisk();

    @Override
    public FileSystemDoor door() {
        return disk;
    }

    @Override
    public Path folder() {
        return Path.of("/srv/mail");
    }
}
