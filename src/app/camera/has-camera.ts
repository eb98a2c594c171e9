/** Can a camera be asked for? Apart from the recorder, which a first visit does not load. Absent where a page is not secure. */
export const hasCamera = (): boolean => typeof navigator.mediaDevices?.getUserMedia === "function";
