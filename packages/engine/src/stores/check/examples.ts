/** Of what is wrong so many are told. */
export const mostExamples = 5;
