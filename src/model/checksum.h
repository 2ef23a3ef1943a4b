/* A checksum of the bytes of a weights file, against damage, not against forgery. */
#pragma once

#include <glib.h>

/** dtl_checksum: of @size bytes at @data (nullable when @size is 0); the same on every machine; about 10 GB/s */
guint64 dtl_checksum (gconstpointer data, gsize size);
