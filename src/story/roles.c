/* The roles of all records, with the story's actors. */
#include "story/story.h"

static DtlRole
moved_role (const DtlDraft *draft, guint32 record, const DtlRole *role)
{
  const guint32 *actor_of = draft->actor_of + draft->first_node[record];
  DtlRole moved = *role;
  DtlEvidence *evidence = dtl_arena_memdup (draft->story->arena, role->evidence, role->n_evidence, sizeof *evidence);

  moved.actor = actor_of[role->actor];
  moved.of = role->of == DTL_NONE ? DTL_NONE : actor_of[role->of];
  for (guint32 i = 0; i < role->n_evidence; i++)
    evidence[i].source = record;
  moved.evidence = evidence;
  return moved;
}

void
dtl_draft_merge_roles (DtlDraft *draft)
{
  for (guint32 record = 0; record < draft->story->records->len; record++)
    {
      const GArray *roles = dtl_draft_record (draft, record)->roles;

      for (guint i = 0; i < roles->len; i++)
        {
          DtlRole role = moved_role (draft, record, &g_array_index (roles, DtlRole, i));

          g_array_append_val (draft->story->roles, role);
        }
      dtl_spill_breathe (draft->story->spill);
    }
  dtl_roles_join (draft->story->roles, draft->story->arena);
}
