export const evaluate = {};
