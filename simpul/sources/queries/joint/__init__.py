"""Questions about the joint management: who decides, what stands, what was proposed."""
