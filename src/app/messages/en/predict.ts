export const predict = {};
