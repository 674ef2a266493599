/** How often values occur under a name: without it the planner takes every value of any name for equally rare. */
export const shares = /* sql */ `
create statistics param_text_share (mcv) on key, type, (substr(txt, 1, 256)) from param;
create statistics param_number_share (mcv) on key, num from param;
create statistics tag_text_share (mcv) on key, type, (substr(txt, 1, 256)) from tag;
create statistics tag_number_share (mcv) on key, num from tag;
analyze param;
analyze tag;
`;
