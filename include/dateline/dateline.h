/* dateline: who did what, with whom, where and when. The only header to include. */
#pragma once

#define DTL_INSIDE
#include <dateline/version.h>
#include <dateline/types.h>
#include <dateline/error.h>
#include <dateline/date.h>
#include <dateline/edtf.h>
#include <dateline/article.h>
#include <dateline/story.h>
#include <dateline/decisions.h>
#include <dateline/document.h>
#include <dateline/view.h>
#include <dateline/export.h>
#include <dateline/spell.h>
#include <dateline/pipeline.h>
#include <dateline/corpus.h>
#undef DTL_INSIDE
