/* Copies of what facts point at. */
#pragma once

#include "record/record.h"

/** dtl_record_own: copies everything that actors, roles and events point at into the record's arena */
void dtl_record_own (DtlRecord *record);
